/** What a program beside ours needs to run; none of it is a secret. */
const harmless = [
  'PATH',
  'HOME',
  'LANG',
  'TZ',
  'TMPDIR',
  'TEMP',
  'TMP',
  'USERPROFILE',
  'SystemRoot',
  'SYSTEMROOT',
  'windir',
];

/** The environment for programs we start: any user who may look at such a process sees its environment, so no setting of ours is in it. */
export const plainEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => harmless.includes(name)));
