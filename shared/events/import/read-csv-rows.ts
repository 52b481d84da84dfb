export interface CsvRow {
  /** 1-based line on which the row begins. */
  line: number;
  cells: string[];
}

/**
 * RFC 4180 in pieces: quoted cells may hold the delimiter, doubled quotes and line breaks.
 * Empty lines give no row. `end` gives the last row, and an unclosed quote as it stands.
 */
export function createCsvSplitter(delimiter: string): { push(text: string): CsvRow[]; end(): CsvRow[] } {
  let cells: string[] = [];
  let cell = "";
  let state: "plain" | "quoted" | "quote-in-quoted" = "plain";
  let line = 1;
  let rowLine = 1;

  const endRow = (rows: CsvRow[]) => {
    cells.push(cell);
    if (cells.length > 1 || cells[0] !== "") rows.push({ line: rowLine, cells });
    cells = [];
    cell = "";
    state = "plain";
  };

  return {
    push(text) {
      const rows: CsvRow[] = [];
      for (const character of text) {
        if (character === "\n") line++;
        if (state === "quoted") {
          if (character === '"') state = "quote-in-quoted";
          else cell += character;
        } else if (character === '"' && (state === "quote-in-quoted" || cell === "")) {
          if (state === "quote-in-quoted") cell += '"';
          state = "quoted";
        } else if (character === delimiter) {
          cells.push(cell);
          cell = "";
          state = "plain";
        } else if (character === "\n") {
          endRow(rows);
          rowLine = line;
        } else if (character !== "\r") {
          cell += character;
        }
      }
      return rows;
    },
    end() {
      const rows: CsvRow[] = [];
      if (cell !== "" || cells.length > 0) endRow(rows);
      return rows;
    },
  };
}
