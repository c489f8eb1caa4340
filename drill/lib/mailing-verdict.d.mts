export type Counts = Partial<Record<string, number>>;

export function faultsOfNumbers(
  counts: Counts,
  seen: {
    total: number | null;
    amount: number;
    reached: [before: number, after: number];
    state: string;
    isRepeating: boolean;
  },
): string[];

export interface LedgerRow {
  email: string;
  state: string;
  reason: string | null;
}
export function faultsAtTheEnd(rows: LedgerRow[], mails: Map<string, string[]>, amount: number): string[];
export function faultsAfterRepeating(rows: LedgerRow[], mails: Map<string, string[]>, marked: Set<string>): string[];
