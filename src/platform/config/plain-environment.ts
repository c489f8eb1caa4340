/** What a child process of another program needs to run; none of it is secret. */
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

/** The environment for programs we start: any user who can inspect such a process sees its environment, so none of our settings are in it. */
export const plainEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => harmless.includes(name)));
