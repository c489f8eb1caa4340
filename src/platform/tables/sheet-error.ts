/** What a spreadsheet shows where a formula failed, by its names in several languages. */
export const isSheetError = (cell: string): boolean =>
  /^#(?:N\/A|N\/D|NV|Н\/Д|НД|[\p{Lu}\d/_]{2,20}[!?])$/u.test(cell.trim());
