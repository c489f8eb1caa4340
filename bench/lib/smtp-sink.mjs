// An SMTP server that takes everything and remembers only how many mails and which recipients.
import { SMTPServer } from 'smtp-server';

const recipients = new Map();
let mails = 0;

process.once('message', ({ port }) => {
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: ({ address }, _session, done) => {
      recipients.set(address, (recipients.get(address) ?? 0) + 1);
      done();
    },
    onData: (stream, _session, done) => {
      stream.on('end', () => {
        mails++;
        done();
      });
      stream.resume();
    },
  });
  server.listen(port, '127.0.0.1', () => process.send({ url: `smtp://127.0.0.1:${port}` }));
  process.on('message', (question) => {
    if (question === 'count') process.send({ mails, distinct: recipients.size });
    if (question === 'reset') {
      mails = 0;
      recipients.clear();
      process.send({});
    }
  });
});
process.on('disconnect', () => process.exit(0));
