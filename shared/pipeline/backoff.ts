/**
 * Seconds until attempt `received + 1`: exponential, capped at 15 minutes, with "equal jitter" (half fixed, half random).
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 * @param received how often the message has been received, from 1
 */
export const backoffSeconds = (received: number, baseSeconds: number, random: () => number = Math.random): number => {
  const ceiling = Math.min(baseSeconds * 2 ** (received - 1), 900);
  return ceiling / 2 + (random() * ceiling) / 2;
};
