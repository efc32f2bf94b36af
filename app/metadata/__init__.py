"""The bytes of photo files: reading what a photo says about itself, and building changed copies."""
