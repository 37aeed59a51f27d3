const names: ReadonlySet<string> = new Set(['prod', 'production']);

/** Whether people rely on what runs in the stage (of the deployment) of this name: nothing is made to fail there. */
export const isProduction = (stage: string): boolean => names.has(stage.trim().toLowerCase());
