/** `application/json` of `Application/JSON; charset=utf-8`. */
export const mediaTypeOf = (contentType: string): string => contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
