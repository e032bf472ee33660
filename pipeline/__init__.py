"""shuzhi 述职: drafting 《抓基层党建工作述职报告》 from facts, with nothing invented and nothing copied."""

__version__ = "0.1.0"
