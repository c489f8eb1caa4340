// Generates the types of the example client from the published description of the API. They are long, and always the same for the same document.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString, COMMENT_HEADER } from 'openapi-typescript';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const types = await openapiTS(readFileSync(at('../docs/openapi.json'), 'utf8'));
writeFileSync(at('../examples/typed-client/api.d.ts'), COMMENT_HEADER + astToString(types));
