import { writeFileSync } from "node:fs";
import { openApiDocument } from "./core/openapi";
import { textRoutes } from "./record/text-routes";
import { routes } from "./routes";

// Writes the committed copy that the drift test compares with the code.
writeFileSync("docs/openapi.json", `${JSON.stringify(openApiDocument(routes, textRoutes), null, 2)}\n`);
