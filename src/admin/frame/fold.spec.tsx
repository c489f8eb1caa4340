import { render } from 'preact-render-to-string';
import { Fold } from './fold.js';

const fold = (pointer: string | null, used = false): string =>
  render(
    <Fold
      title="Rarely needed"
      fields={['countries', 'q1_label_en']}
      faults={pointer === null ? [] : [{ pointer, code: 'field.invalid', detail: 'is wrong' }]}
      used={used}
    >
      <p>Inside</p>
    </Fold>,
  );

describe('settings that are folded away', () => {
  it('are closed while none of them is in use or wrong', () => {
    expect(fold(null)).toBe('<details><summary>Rarely needed</summary><p>Inside</p></details>');
    expect(fold('/goalSteps')).toContain('<details><summary>');
  });

  it.each(['/countries', '/countries/1', '/q1_label_en'])('are open when %s has an error', (pointer) => {
    expect(fold(pointer)).toContain('<details open><summary>');
  });

  it('are open when one of them is in use', () => {
    expect(fold(null, true)).toContain('<details open><summary>');
  });
});
