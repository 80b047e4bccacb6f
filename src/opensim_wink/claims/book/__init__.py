"""Claims about the wink as data: what each predicts, what was measured, and what it says of causes.

``claims.yaml`` holds every claim with its prediction, its test and what either answer means for a
cause; `reader` reads it (or a file of the user's own), `kinds` are the tests that it may name,
`verdicts` tries every claim on a person's trials and `causes` weighs the answers.

Why the weights are what they are. Few trials point to one cause; most only tell two apart:

- *Ankle or balance.* A stiff ankle costs balance, so whatever helps balance (a weight held ahead, a
  strap) also eases a stiff ankle, and raised heels ease both. What tells them apart is whether the
  ankle has any bend left where the wink begins.
- *Structure or ankle, balance, arch.* With the feet flat and the back arched the hip has to flex
  further at the same depth, so heels, a strap or a neutral start lessen a structural wink too; they
  do not move the hip flexion at which it begins. On all fours there is no ankle and no balance: a
  wink at the same hip flexion is the hip's own. Its absence clears the hip only if the hip went as
  far there.
- *Structure or hamstrings.* Both show on all fours; hamstrings give way by length, which depends on
  the knee, so there it begins at another hip flexion. A raise of the straight leg tells the rest.
- *Load, speed, practice.* All of them act through the others; they count by themselves only where
  helping balance does not help.

So a claim may weigh as decisive only under what other claims say (``only_if``, ``unless``); else it
stays a hint, and only decisive evidence names a cause.
"""
