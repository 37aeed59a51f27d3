/** Reading what `--param` gave, with an error for what makes no sense. */

/** An error whose stack is its message: it is for the person who deploys, who reads it in the framework's own report. */
export const refuse = (message) => Object.assign(new Error(message), { stack: message });

/** The parts of a comma-separated text. */
export const listOf = (text) =>
  String(text)
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

/** One of the choices. */
export const choice = async (name, choices, resolveVariable) => {
  const value = String(await resolveVariable(`param:${name}`));
  if (choices.includes(value)) return value;
  throw refuse(`${name} is ${choices.join(' or ')}, not "${value}"`);
};

/** Whether it is `true`. */
export const isOn = async (name, resolveVariable) =>
  (await choice(name, ['true', 'false'], resolveVariable)) === 'true';
