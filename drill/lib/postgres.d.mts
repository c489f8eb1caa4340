export interface PostgresServer {
  data: string;
  port: number;
  start: (more?: string[]) => Promise<void>;
  stop: () => Promise<void>;
  kill: () => Promise<void>;
  promote: () => void;
}

export const hasPostgres: boolean;
export function startPair(
  folder: string,
  ports: [primary: number, standby: number],
  password: string,
): Promise<{ primary: PostgresServer; standby: PostgresServer }>;
