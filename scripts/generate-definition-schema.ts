// `npm run gen:workflows` writes the JSON Schema of workflow definitions; a unit test beside it sees that it is current.
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { definitionJsonSchema } from "../shared/workflows/json-schema.ts";

const file = fileURLToPath(new URL("../shared/workflows/definition.schema.json", import.meta.url));

await writeFile(file, `${JSON.stringify(definitionJsonSchema(), null, 2)}\n`);
console.log(`wrote ${file}`);
