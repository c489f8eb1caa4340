// Looks after the embedded PostgreSQL of a data folder, in a process of its own: node embedded.mjs start|stop|destroy <folder>.
// Prints {url, started} as JSON; `started` is false when a server was already running there.
import { startEmbeddedPostgres } from '../../dist/platform/database/embedded-postgres.js';

const [deed, folder] = process.argv.slice(2);
const server = await startEmbeddedPostgres(folder);
if (deed === 'stop') await server.stop();
if (deed === 'destroy') await server.destroy();
console.log(JSON.stringify({ url: server.url, started: server.started }));
process.exit();
