"""Every model has a factory, and every factory makes a row that the database takes."""

import inspect

import pytest
from django.db import connection
from django.db.models import Model
from factory.django import DjangoModelFactory

from config.verify.guards import own_models
from tests import factories
from tests.eteam import rows

FACTORIES: dict[type[Model], list[type[DjangoModelFactory[Model]]]] = {}
for each in dict(inspect.getmembers(factories, inspect.isclass) + inspect.getmembers(rows, inspect.isclass)).values():
    if issubclass(each, DjangoModelFactory) and each is not DjangoModelFactory:
        FACTORIES.setdefault(each._meta.get_model_class(), []).append(each)


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model.__name__)
def test_every_model_has_a_factory(model: type[Model]) -> None:
    assert model in FACTORIES


@pytest.mark.parametrize("factory", [each for made in FACTORIES.values() for each in made], ids=lambda f: f.__name__)
def test_a_factory_makes_rows_that_the_database_takes(db: None, factory: type[DjangoModelFactory[Model]]) -> None:
    """Two of them: what must be unique is."""
    factory()
    factory()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
