/** The stages of the pipeline, in its order: a folder each in functions/. */
export const stageNames = ['intake', 'collector', 'generator', 'validator', 'notifier', 'cleanup'];

/** The functions that somebody calls and waits for: a folder each in functions/ too. There may be the agent's besides (agent.js). */
export const doorNames = ['api', 'mcp'];

/** What is filled in later: by the framework (`sls:stage`, `param:…`) or, inside `Fn::Sub`, by CloudFormation (`AWS::Region`). */
export const placeholder = (name) => `\${${name}}`;

/** What every name begins with, so that the stages of an account stay apart. */
export const service = `dropforge-${placeholder('sls:stage')}`;
