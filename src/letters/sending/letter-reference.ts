/** Format of our references: `DEM-2027-9F3A61C4-FR`; those of earlier versions have four characters in the middle. */
export const letterReference = String.raw`DEM-\d{4}-(?:[A-Z0-9]{4}|[A-Z0-9]{8})-[A-Z]{2}`;
