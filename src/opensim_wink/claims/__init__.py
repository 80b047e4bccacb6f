"""What people say of the squat, put to formal tests."""
