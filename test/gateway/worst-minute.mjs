/** The most moments that fall into any sliding minute, both ends included. */
export const worstMinute = (moments, minute = 60_000) => {
  const times = [...moments].sort((a, b) => a - b);
  let most = 0;
  for (let first = 0, last = 0; last < times.length; last++) {
    while (times[last] - times[first] > minute) first++;
    most = Math.max(most, last - first + 1);
  }
  return most;
};
