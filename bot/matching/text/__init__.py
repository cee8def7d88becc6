"""From what a person typed to the form in which texts are compared, and what a text is made of."""
