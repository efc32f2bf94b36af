"""From photo to prediction: what is done already, what the model is asked, what is stored."""
