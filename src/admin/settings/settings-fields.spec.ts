import { requiredFacts } from '../../campaigns/profile.schema.js';
import { settingsGroups } from './settings-fields.js';

describe('the settings of the campaign', () => {
  it('fold no fact away that the page asks for', () => {
    const rare = settingsGroups.flatMap(({ fields }) => fields.filter(({ isRare }) => isRare).map(({ name }) => name));
    expect(rare.length).toBeGreaterThan(0);
    expect(rare.filter((name) => name in requiredFacts)).toEqual([]);
  });
});
