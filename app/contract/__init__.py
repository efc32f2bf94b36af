"""What a model is asked and how its answer is read; shared by the app and the trainer.

Training and inference cannot disagree because both use these modules: one prompt, one image
preparation, one parser. Nothing here imports Qt, torch, SQLAlchemy or llama_cpp.
"""
