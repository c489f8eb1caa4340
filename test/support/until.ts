/**
 * Waits for something another process or a background loop brings about. The time is only a bound for a broken program: it decides nothing else,
 * unless a promise of the server is given as `patience`, in milliseconds.
 */
export async function until<Value>(
  what: string,
  look: () => Promise<Value | false | null | undefined> | Value | false | null | undefined,
  patience = 180_000,
): Promise<Value> {
  const latest = Date.now() + patience;
  for (let pause = 20; ; pause = Math.min(pause * 1.2, 150)) {
    const seen = await look();
    if (seen !== false && seen !== null && seen !== undefined) return seen;
    if (Date.now() > latest) throw new Error(`Waited in vain for: ${what}`);
    // Longer each time: a look may cost a connection, and takes the processor from what is waited for.
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
