import { CircuitBreaker } from './circuit-breaker.js';

const at = (seconds: number): Date => new Date(seconds * 1000);

function opened(): CircuitBreaker {
  const breaker = new CircuitBreaker();
  for (let n = 0; n < 5; n++) breaker.failed(at(0));
  return breaker;
}

describe('CircuitBreaker', () => {
  it('lets everything through until the fifth failure in a row', () => {
    const breaker = new CircuitBreaker();
    for (let n = 0; n < 4; n++) breaker.failed(at(0));
    expect(breaker.allowance(at(0), 0, 200)).toBe(200);
    breaker.succeeded();
    for (let n = 0; n < 4; n++) breaker.failed(at(1));
    expect(breaker.allowance(at(1), 0, 200)).toBe(200);
    breaker.failed(at(1));
    expect(breaker.allowance(at(1), 0, 200)).toBe(0);
  });

  it('is open for five seconds, whatever fails meanwhile', () => {
    const breaker = opened();
    for (let n = 0; n < 100; n++) breaker.failed(at(4));
    expect([breaker.isOpen(at(4.999)), breaker.isOpen(at(5))]).toEqual([true, false]);
    expect(breaker.allowance(at(5), 0, 200)).toBe(1);
  });

  it('doubles the pause with each failed look, up to five minutes', () => {
    const breaker = opened();
    let now = 5;
    const pauses: number[] = [];
    for (let n = 0; n < 8; n++) {
      breaker.failed(at(now));
      const begun = now;
      while (breaker.isOpen(at(now))) now++;
      pauses.push(now - begun);
    }
    expect(pauses).toEqual([10, 20, 40, 80, 160, 300, 300, 300]);
  });

  it('closes at the first success', () => {
    const breaker = opened();
    breaker.succeeded();
    expect(breaker.allowance(at(0), 0, 200)).toBe(200);
  });

  it('leaves no more room than there is beside what is in flight', () => {
    expect(new CircuitBreaker().allowance(at(0), 150, 200)).toBe(50);
    expect(new CircuitBreaker().allowance(at(0), 200, 200)).toBe(0);
  });

  it('lets one email through after the pause, and no second while that one is in flight', () => {
    expect([opened().allowance(at(5), 0, 200), opened().allowance(at(5), 1, 200)]).toEqual([1, 0]);
  });
});
