"""What the demo company buys: equipment, and steel by orders under a framework."""

from __future__ import annotations

from contracts.demo.work import Goods, Work

PURCHASES = (
    Work("{place}项目精密空调采购合同", "qian", (18,), 460_000, 1_560_000, "purchase",
         {"delivery_place": "项目施工现场指定仓库",
          "technical_terms": "显热比不低于 0.9。\n单机噪声不高于 68 分贝。\n控制器支持 Modbus 协议。",
          "performance_bond": "0.05"}, rate="0.13",
         goods=(Goods("精密空调", "CRV-060，制冷量 60kW", "台", 8, 72), Goods("室外冷凝器", "与主机配套", "台", 8, 16),
                Goods("群控系统", "含采集、软件及调试", "套", 1, 12))),
    Work("{place}项目电力电缆采购合同", "qian", (19,), 180_000, 720_000, "purchase",
         {"delivery_place": "项目施工现场指定堆场",
          "technical_terms": "符合《额定电压 1kV 到 35kV 挤包绝缘电力电缆及附件》（GB/T 12706）。\n"
                             "每盘附出厂检验报告。",
          "with_installation": "", "warranty_months": "12"}, rate="0.13",
         goods=(Goods("交联聚乙烯绝缘电力电缆", "WDZ-YJY 4×95+1×50", "米", 600, 64),
                Goods("交联聚乙烯绝缘电力电缆", "WDZ-YJY 5×16", "米", 800, 22),
                Goods("电缆终端与附件", "配套", "批", 1, 14))),
    Work("办公电脑及外设采购合同（{year}年度）", "qian", (3, 8), 36_000, 49_000, "purchase",
         {"delivery_place": "北京市海淀区中关村南大街 5 号",
          "technical_terms": "原厂三年上门服务。\n预装正版操作系统。", "retention_rate": "0",
          "warranty_months": "36"}, rate="0.13",
         goods=(Goods("台式电脑", "商用型，i5 / 16G / 512G", "台", 6, 80), Goods("显示器及外设", "27 英寸及键鼠", "批", 1, 20))),
)
FRAMEWORK = Work(
    "{year}年度钢材采购框架协议", "qian", (17,), 8_000_000, 12_000_000, "framework",
    {"scope": "HRB400E 热轧带肋钢筋，直径 12 至 32 毫米。\nQ355B 热轧 H 型钢。",
     "price_terms": "以下单当日成都市场的公开报价为基准价。\n在基准价上每吨加收运杂费 85 元。", "price_review": "yes"}, rate="0.13")
ORDER = Work(
    "{place}项目钢筋采购订单", "qian", (17,), 320_000, 860_000, "order",
    {"delivery_place": "项目施工现场钢筋堆场", "receiver": "何俊，010-68910021",
     "technical_terms": "每批随附质量证明书。\n直条钢筋定尺 12 米。"}, rate="0.13",
    goods=(Goods("热轧带肋钢筋", "HRB400E，直径 20 毫米", "吨", 80, 92), Goods("运杂费", "到工地", "项", 1, 8)))
