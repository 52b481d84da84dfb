import { expect, test } from "vitest";
import { stoppedStep } from "./stopped-step.ts";

const passed = { key: "optional", step_id: "optional", kind: "http", status: "failed" } as const;
const loop = { key: "each", step_id: "each", kind: "for-each", status: "running" } as const;

test("the step that the error names, not one whose failure was gone past", () => {
  const failed = { key: "each[1].send", step_id: "send", kind: "http", status: "failed" } as const;

  expect(stoppedStep({ step: "each[1].send" }, [passed, loop, failed])).toBe("send");
});

test("the open step within a loop where no error names one", () => {
  const open = { key: "each[0].ask", step_id: "ask", kind: "approval", status: "cancelled" } as const;

  expect(stoppedStep({ code: "cancelled" }, [passed, loop, open])).toBe("ask");
  expect(stoppedStep(null, [passed])).toBeNull();
});
