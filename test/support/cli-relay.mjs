// Stands in for `npm run cli --` where a shell is to run many commands: hands one to the test that listens at the socket in CLI_SOCKET, which has
// the command line loaded already, and ends as the command did.
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

const { CLI_SOCKET, ...settings } = process.env;
const socket = connect(CLI_SOCKET);
socket.end(JSON.stringify({ args: process.argv.slice(2), settings, folder: process.cwd() }));
const { code, said, complained } = JSON.parse(await text(socket));
if (said) console.log(said);
if (complained) console.error(complained);
process.exitCode = code;
