/** The campaign of these pages. An installation has one. */
export const campaignSlug = 'reconsider';
