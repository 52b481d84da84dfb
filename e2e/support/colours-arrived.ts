import type { Page } from "@playwright/test";

/** Colours on their way from light to dark are nobody's colours; one that is inherited sets out when its parent's arrives. */
export function coloursArrived(page: Page): Promise<void> {
  return page.evaluate(async () => {
    for (let frames = 0; frames < 2; frames++) {
      const moving = document.getAnimations();
      if (moving.length > 0) frames = 0;
      await Promise.allSettled(moving.map(({ finished }) => finished));
      await new Promise(requestAnimationFrame);
    }
  });
}
