import fc from 'fast-check';
import { z } from 'zod';
import { InvalidInput } from '../errors.js';
import { personName } from './fields.js';
import { validate } from './validation.js';

const schema = z.strictObject({
  name: personName,
  age: z.number().max(150),
  tags: z.array(z.string().max(3)).max(2).default([]),
});
const faultsOf = async (input: unknown) => {
  const error = await validate(schema, input).catch((thrown: unknown) => thrown);
  return error instanceof InvalidInput ? error.faults.map(({ pointer, code }) => `${pointer} ${code}`).sort() : error;
};

describe('validate', () => {
  it('gives back what fits', async () => {
    expect(await validate(schema, { name: ' Ada ', age: 36 })).toEqual({ name: 'Ada', age: 36, tags: [] });
  });

  it.each([
    [{}, ['/age field.required', '/name field.required']],
    [{ name: 7, age: '36' }, ['/age field.type', '/name field.type']],
    [{ name: '', age: 151 }, ['/age field.too_long', '/name field.required']],
    [{ name: 'Ada', age: 1, tags: ['long', 'a'] }, ['/tags/0 field.too_long']],
    [{ name: 'Ada', age: 1, is_admin: true, 'a/b~c': 1 }, ['/a~1b~0c field.unknown', '/is_admin field.unknown']],
    [null, [' field.type']],
    ['text', [' field.type']],
    [[], [' field.type']],
  ])('of %j names every fault with pointer and code', async (input, faults) => {
    expect(await faultsOf(input)).toEqual(faults);
  });

  it('never repeats a value, for any input', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const secret = 'zq-secret-7';
        const error = await validate(schema, { name: { secret }, age: [secret, value], tags: secret }).catch(
          (thrown: unknown) => thrown as InvalidInput,
        );
        expect(JSON.stringify((error as InvalidInput).faults)).not.toContain(secret);
      }),
    );
  });

  it('answers a body of a hundred thousand unknown fields with a short list', async () => {
    const body = Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => [`k${n}`, n]));
    const error = (await validate(schema, body).catch((thrown: unknown) => thrown)) as InvalidInput;
    expect(error.faults.length).toBeLessThan(100);
  });
});
