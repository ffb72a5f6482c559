"""What is true in the caregiver's world: values and rules, without files, clock or window."""
