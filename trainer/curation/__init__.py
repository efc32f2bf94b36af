"""MP16-Reason's making: teachers describe photographs, four filters keep what holds."""
