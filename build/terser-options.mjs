/** For the scripts that browsers load as they are, and for weighing the entries that bundlers take. */
export const terserOptions = {
  ecma: 2022,
  compress: { ecma: 2022, passes: 3, unsafe_arrows: true, pure_getters: true, keep_fargs: false },
  format: { comments: /^!/ },
};
