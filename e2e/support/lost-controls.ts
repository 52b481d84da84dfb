import type { Page } from "@playwright/test";

/**
 * What a narrow window loses: the page's own width where it is too wide, and every control that reaches over the edge
 * or is cut by what it stands in, unless a person can scroll to it.
 */
export function lostControls(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const lost =
      document.documentElement.scrollWidth > width
        ? [`the page is ${document.documentElement.scrollWidth} wide`]
        : [];
    const scrolls = (element: Element) => /auto|scroll/.test(getComputedStyle(element).overflowX);
    const cuts = (element: Element) => /hidden|clip/.test(getComputedStyle(element).overflowX);
    const isForReadersOnly = (element: Element) => element.closest(".sr-only, [aria-hidden='true']") !== null;
    for (const control of document.querySelectorAll("a, button, input, select, textarea, [role='tab']")) {
      const box = control.getBoundingClientRect();
      if (box.width === 0 || box.height === 0 || isForReadersOnly(control)) continue;
      const name = `${control.tagName} ${control.getAttribute("aria-label") ?? control.textContent?.trim() ?? ""}`;
      for (let around = control.parentElement; around; around = around.parentElement) {
        if (scrolls(around)) break;
        const edge = around === document.body ? { left: 0, right: width } : around.getBoundingClientRect();
        if (
          (around === document.body || cuts(around)) &&
          (box.left < edge.left - 1 || box.right > edge.right + 1)
        ) {
          lost.push(`${name.slice(0, 60)} from ${Math.round(box.left)} to ${Math.round(box.right)}`);
          break;
        }
      }
    }
    return lost;
  });
}
