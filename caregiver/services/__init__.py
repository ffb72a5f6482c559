"""What the caregiver can do: one class per noun, "Reading" first, then "Changing"."""
