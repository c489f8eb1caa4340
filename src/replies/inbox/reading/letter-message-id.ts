const messageIdPattern = /^<letter\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@/i;

/** Id of the letter whose Message-ID this is. */
export const letterOfMessageId = (id: string): string | null => messageIdPattern.exec(id)?.[1]?.toLowerCase() ?? null;
