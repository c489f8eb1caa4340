import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface CommandRun {
  code: number;
  said: string;
  complained: string;
}

/** A command as its help shows it, and what it answers to an option it does not know. */
export interface Described {
  name: string;
  description: string;
  help: string;
  json: boolean;
  wrong: [code: number, complained: string];
}

/**
 * The built command line in one process that runs command after command, because each start of its own loads the whole program again. It has no
 * terminal and nothing of this process's own settings.
 */
export class CommandLine {
  private readonly child: ChildProcess;
  private readonly waiting: ((answer: unknown) => void)[] = [];

  constructor(private readonly settings: Record<string, string>) {
    const { PATH = '', HOME = '' } = process.env;
    const driver = fileURLToPath(new URL('./cli-driver.mjs', import.meta.url));
    this.child = spawn(process.execPath, [driver], {
      env: { PATH, HOME },
      stdio: ['pipe', 'inherit', 'inherit', 'ipc'],
    });
    this.child.on('message', (answer) => this.waiting.shift()?.(answer));
  }

  describe(): Promise<Described[]> {
    return this.ask({ describe: true });
  }

  /** @param folder where the command is run, and those after it */
  run(args: readonly string[], settings: Record<string, string> = {}, folder?: string): Promise<CommandRun> {
    return this.ask({ args, settings: { ...this.settings, ...settings }, folder });
  }

  close(): void {
    this.child.kill('SIGKILL');
  }

  private ask<Answer>(question: object): Promise<Answer> {
    return new Promise((resolve) => {
      this.waiting.push(resolve as (answer: unknown) => void);
      this.child.send(question);
    });
  }
}
