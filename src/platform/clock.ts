import { Injectable } from '@nestjs/common';

/** The only source of "now", so that tests can move time. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }
}

/** The calendar day of an instant in UTC, `YYYY-MM-DD`. */
export const utcDay = (instant: Date): string => instant.toISOString().slice(0, 10);

export const minutes = (n: number): number => n * 60_000;
export const hours = (n: number): number => n * 3_600_000;
export const days = (n: number): number => n * 86_400_000;
