-- AlterTable
ALTER TABLE "masking_rule" ADD COLUMN     "comparisons" VARCHAR(10) NOT NULL DEFAULT 'allow';
