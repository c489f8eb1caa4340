/** Error values of failed formulas, by their names in several languages. */
export const isSheetError = (cell: string): boolean =>
  /^#(?:N\/A|N\/D|NV|Н\/Д|НД|[\p{Lu}\d/_]{2,20}[!?])$/u.test(cell.trim());
