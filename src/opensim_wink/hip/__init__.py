"""Bone against bone in the hip: pure geometry of a neck in a socket, for sensitivities.

`axes` and `rim` turn clinical angles into directions, `shape` holds one hip, `band` many that it
could be, `contact` says where the neck meets the rim, `sensitivity` what that depends on.
`from_motion` alone knows of models and motions; `rep_contact` holds the onset of a wink against the
contact.
"""
