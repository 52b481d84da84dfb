import { type PlantedRoutine, WORKDAYS } from "./planted-log.ts";

/** "Edit report.py, then clean.csv, then upload report.pdf, every weekday about 09:00 local." */
export function reportRoutine(timeZone: string): PlantedRoutine {
  return {
    timeZone,
    at: "09:00",
    jitterMinutes: 8,
    weekdays: WORKDAYS,
    steps: [
      { op: "modified", path: "Reports/report.py", tool: "VS Code", afterMinutes: 0 },
      { op: "modified", path: "Reports/clean.csv", tool: "Excel", afterMinutes: 4 },
      { op: "uploaded", path: "Reports/report.pdf", tool: "Chrome", afterMinutes: 3 },
    ],
  };
}
