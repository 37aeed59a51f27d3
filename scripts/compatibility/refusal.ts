import type { JsonObject } from '#schemas/json.ts';

/** What a reader would not take, where, and in what way: `data.turn`, `may be missing, and is asked for`. */
export type Refusal = { readonly path: string; readonly what: string };

/** What a reader's schema refuses of what a writer's allows. */
export type Comparison = (reader: JsonObject, writer: JsonObject, path: string) => readonly Refusal[];

export const refuse = (path: string, what: string): readonly Refusal[] => [{ path: path || '(all of it)', what }];
