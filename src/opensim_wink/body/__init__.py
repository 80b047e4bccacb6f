"""The musculoskeletal model, its parts and its kinematic tree."""
