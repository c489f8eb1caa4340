/** The domain of an address, in lower case. @param address with or without a local part */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();
