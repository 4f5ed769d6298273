"""What integrators read: bodies of REST resources, smaller than the pages' read models, with plain JSON in them."""
