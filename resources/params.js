/** Parameters that must be given and must make sense before anything is deployed. */

/** An error whose stack is its message: it is for the person who deploys, who reads it in the framework's own report. */
const refuse = (message) => Object.assign(new Error(message), { stack: message });

/** Who is told: an address, or an error that says how to give one. */
export const alertEmail = async ({ resolveVariable }) => {
  const address = await resolveVariable("param:alertEmail, ''");
  if (/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(address)) return address;
  throw refuse(
    address === ''
      ? 'Nobody would be told how jobs end. Say who: --param alertEmail=you@example.com'
      : `alertEmail is not an email address: ${address}`,
  );
};
